-- For both renderers: charts become SVG within the page, so that they follow the theme and answer the pointer; the entry
-- of the page in the navigation is marked; tables have no fixed widths and can be scrolled sideways on a small screen.
-- The PDF has no files beside it: links to them, and to other pages, lead to the site.

local html = FORMAT:match("html") ~= nil
local words, tables = { table = "Table" }, 0
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
  local text = read((image.src:gsub("%.bare%.svg$", ".svg"):gsub("%.svg$", ".inline.html")))
  return text and pandoc.RawInline("html", text) or nil
end

local function table_(block)
  if not html then return nil end
  for n, spec in ipairs(block.colspecs) do block.colspecs[n] = { spec[1], nil } end
  tables = tables + 1  -- the regions of a page need names that differ
  local name = words.table .. " " .. tables
  local open = '<div class="scroll" role="region" aria-label="' .. name .. '" tabindex="0">'
  return { pandoc.RawBlock("html", open), block, pandoc.RawBlock("html", "</div>") }
end

-- The cells of a table that small screens show as a stack get the words of their heading.
local function stacked(div)
  if not html or not div.classes:includes("stacked") then return nil end
  return div:walk { Table = function(block)
    local heads = {}
    for n, cell in ipairs(block.head.rows[1].cells) do heads[n] = pandoc.utils.stringify(cell.contents) end
    for _, body in ipairs(block.bodies) do
      for _, row in ipairs(body.body) do
        for n, cell in ipairs(row.cells) do
          if n > 1 then cell.attributes["data-label"] = heads[n] end
        end
      end
    end
    return block
  end }
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

-- A figure and its unit, and the parts of a date, stay on one line.
local units = "% percent per cent million billion thousand trillion units wafers stacks dies packages points months years "
  .. "times GB TB TB/s GB/s TFLOPS TOPS EFLOPS W GW nm bn cards chips tools plants claims rows figures sources H100 USD CNY "
  .. "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep "
  .. "Oct Nov Dec"
local is_unit = {}
for unit in units:gmatch("%S+") do is_unit[unit] = true end
local is_currency = { USD = true, CNY = true }

local function keep_together(inlines)
  for n = 2, #inlines - 1 do
    local before, after = inlines[n - 1], inlines[n + 1]
    if inlines[n].t == "Space" and before.t == "Str" and after.t == "Str" then
      local unit = after.text:gsub("[%.,;:%)]+$", "")
      if before.text:match("%d$") and is_unit[unit] or is_currency[before.text] and after.text:match("^%d") then
        inlines[n] = pandoc.Str("\u{a0}")
      end
    end
  end
  return inlines
end

local function to_site(link)
  if html or link.target:match("^%a+:") or link.target:match("^#") then return nil end
  link.target = address .. link.target
  return link
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

-- The entries of both groups of the navigation, each page in the language of this one where it is translated; the one that
-- is open is marked, and so is one in another language. A page that is not there is no entry. Then the same page in the other languages, or their overview. The first language lies at the root of the site.
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
  local function entries(group)
    local found = pandoc.List {}
    for _, item in ipairs(meta[group] or {}) do
      local stem = stringify(item)
      local own = there(root, within(language) .. stem)
      if own or there(root, within(first) .. stem) then
        local text = known.pages[stem]
        if not text then
          io.stderr:write("page: text/" .. language .. ".yaml: no words for “site.pages." .. stem .. "”\n")
          os.exit(3)
        end
        if own then stem = within(language) .. stem end
        found:insert { stem = stem, text = text, here = stem == here, foreign = not own and first or nil }
      end
    end
    return found
  end
  meta["site-nav"], meta["site-nav-more"] = entries("site-nav"), entries("site-nav-more")
  for _, other in ipairs(meta["site-others"] or {}) do
    local code = stringify(other.code)
    other.translated = there(root, within(code) .. bare)
    other.href = root .. within(code) .. (other.translated and bare or "index") .. ".html"
  end
  return meta
end

return { { Meta = navigation }, { Div = stacked }, { Inlines = keep_together }, { Str = date }, { Image = chart, Table = table_, CodeBlock = html and code or nil, Link = to_site } }
