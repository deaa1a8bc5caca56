#!/bin/sh
# Commit what `make regenerate` changed and push it to branch $1, for .github/workflows/regenerate.yml. If somebody pushed
# meanwhile, the commit goes on top of theirs; the run that their push started brings it up to date. GITHUB_TOKEN is
# handed to git by a helper, so that no command line holds it.
set -eu
branch=$1
git add --all -- .
if git diff --cached --quiet; then
  echo "nothing to commit: everything generated is up to date"
  exit 0
fi
export GIT_AUTHOR_NAME='github-actions[bot]' GIT_COMMITTER_NAME='github-actions[bot]'
export GIT_AUTHOR_EMAIL='41898282+github-actions[bot]@users.noreply.github.com'
export GIT_COMMITTER_EMAIL=$GIT_AUTHOR_EMAIL
git commit --quiet --message "Regenerate what is made from the data" --message "Written by make regenerate in a workflow on $branch."
with_token() {
  git -c credential.helper= \
    -c credential.helper='!f() { echo username=x-access-token; echo "password=$GITHUB_TOKEN"; }; f' "$@"
}
for _ in 1 2 3; do
  if with_token push --quiet origin "HEAD:$branch"; then exit 0; fi
  with_token fetch --quiet origin "$branch"
  git rebase --quiet FETCH_HEAD || {
    git rebase --abort
    echo "what was pushed meanwhile changes the same lines: its own run writes them anew"
    exit 0
  }
done
echo "could not push to $branch; run the workflow again" >&2
exit 1
