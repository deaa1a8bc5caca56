-- For both renderers, after all else: charts become SVG within the page, so that they follow the theme and answer the
-- pointer; the entry of the page in the navigation is marked; tables can be scrolled sideways on a small screen.

local function read(path)
  local file = io.open(path, "r")
  if not file then return nil end
  local text = file:read("a")
  file:close()
  return text
end

local function chart(image)
  if not FORMAT:match("html") or not image.classes:includes("chart") then return nil end
  local text = read((image.src:gsub("%.svg$", ".inline.html")))
  return text and pandoc.RawInline("html", text) or nil
end

local function scrolled(block)
  if not FORMAT:match("html") then return nil end
  local label = "table"
  return {
    pandoc.RawBlock("html", '<div class="scroll" role="region" aria-label="' .. label .. '" tabindex="0">'),
    block,
    pandoc.RawBlock("html", "</div>"),
  }
end

-- The PDF has no files beside it: links to them, and to other pages, are text there.
local function only_outside(link)
  if FORMAT:match("html") or link.target:match("^%a+:") or link.target:match("^#") then return nil end
  return link.content
end

local function files(span)
  if not FORMAT:match("html") and span.classes:includes("files") then return {} end
end

local function navigation(meta)
  local here = meta.page and pandoc.utils.stringify(meta.page)
  if not here and quarto then
    here = quarto.doc.input_file:gsub("\\", "/"):match("reports/(.+)$")
  end
  here = (here or ""):gsub("%.qmd$", ".html")
  for n, item in ipairs(meta["site-nav"] or {}) do
    if meta.chinese and n == 1 then item.href = pandoc.Inlines("zh/index.html") end
    if pandoc.utils.stringify(item.href) == here then item.here = true end
  end
  return meta
end

return { { Span = files }, { Image = chart, Table = scrolled, Link = only_outside, Meta = navigation } }
