-- For both renderers: charts become SVG within the page, so that they follow the theme and answer the pointer; the entry
-- of the page in the navigation is marked; tables have no fixed widths and can be scrolled sideways on a small screen.
-- The PDF has no files beside it: links to them, and to other pages, lead to the site.

local html = FORMAT:match("html") ~= nil
local words = { table = "Table" }
local address = "" -- of the site, for the PDF

local function read(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

local function chart(image)
  if not html or not image.classes:includes("chart") then return nil end
  local text = read((image.src:gsub("%.svg$", ".inline.html")))
  return text and pandoc.RawInline("html", text) or nil
end

local function table_(block)
  if not html then return nil end
  for n, spec in ipairs(block.colspecs) do block.colspecs[n] = { spec[1], nil } end
  local open = '<div class="scroll" role="region" aria-label="' .. words.table .. '" tabindex="0">'
  return { pandoc.RawBlock("html", open), block, pandoc.RawBlock("html", "</div>") }
end

-- Code may be wider than a small screen: with the keyboard, too, it must be possible to scroll it.
local function code(block)
  block.attributes.tabindex = "0"
  return block
end

-- A date is not broken at its hyphens.
local function date(str)
  if html and str.text:match("^%(?%d%d%d%d%-[%dQH%-]+[%.,;:%)]*$") then
    return pandoc.Span({ str }, pandoc.Attr("", { "date" }))
  end
end

local function to_site(link)
  if html or link.target:match("^%a+:") or link.target:match("^#") then return nil end
  link.target = address .. link.target
  return link
end

local function files(span)
  if not html and span.classes:includes("files") then return {} end
end

local function page_of(meta)
  if meta.page then return pandoc.utils.stringify(meta.page) end
  return quarto and pandoc.path.make_relative(quarto.doc.input_file, quarto.project.directory) or ""
end

-- Whether the project has this page; `root` leads to its folder from where the filter runs.
local function there(root, stem)
  local folder = quarto and quarto.project.directory .. "/" or root
  local file = io.open(folder .. stem .. ".qmd", "r")
  if file then file:close() end
  return file ~= nil
end

-- The entries of the navigation, each page in the language of this one where it is translated; the one that is open is
-- marked. Then the same page in the other languages, or their overview. The first language lies at the root of the site.
local function navigation(meta)
  local stringify = pandoc.utils.stringify
  local here = page_of(meta):gsub("\\", "/"):gsub("%.qmd$", "")
  local root = ("../"):rep(select(2, here:gsub("/", "")))
  local first = meta["site-languages"] and stringify(meta["site-languages"][1]) or "en"
  local language, known = stringify(meta["site-language"]), meta["site-words"]
  local function within(code) return code == first and "" or code .. "/" end
  local bare = here:gsub("^" .. within(language), "")
  address = meta.address and stringify(meta.address) or ""
  words.table, meta.root = stringify(known["table-region"]), root
  local entries = pandoc.List {}
  for _, item in ipairs(meta["site-nav"] or {}) do
    local stem = stringify(item)
    local text = known.pages[stem]
    if not text then
      io.stderr:write("page: text/" .. language .. ".yaml: no words for “site.pages." .. stem .. "”\n")
      os.exit(3)
    end
    if there(root, within(language) .. stem) then stem = within(language) .. stem end
    entries:insert { stem = stem, text = text, here = stem == here }
  end
  meta["site-nav"] = entries
  for _, other in ipairs(meta["site-others"] or {}) do
    local code = stringify(other.code)
    other.href = root .. within(code) .. (there(root, within(code) .. bare) and bare or "index") .. ".html"
  end
  return meta
end

return { { Meta = navigation }, { Span = files }, { Str = date }, { Image = chart, Table = table_, CodeBlock = html and code or nil, Link = to_site } }
