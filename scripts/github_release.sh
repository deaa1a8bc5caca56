#!/bin/sh
# Make the GitHub release of tag $1 with the files of folder $2, for .github/workflows/publish.yml. A release is never
# changed: if there is one of this tag, gh stops.
set -eu
tag=$1 folder=$2
property() {
  sed -n "s/^  \"$1\": \"\(.*\)\",\{0,1\}$/\1/p" datapackage.json
}
if [ "$tag" != "v$(property version)" ]; then
  echo "the tag $tag is not that of version $(property version) in datapackage.json" >&2
  exit 1
fi
gh release create "$tag" "$folder"/* --verify-tag --title "$tag" \
  --notes "What changed: $(property homepage)/blob/$tag/CHANGELOG.md"
