-- Figures, tables, cross-references and content for one format only, the same in both renderers: Quarto runs this before its own filters (at: pre-ast), the built-in renderer instead of them. What comes out has no class or
-- label left that Quarto knows. Mistakes stop the render with a line that begins with "page:".

local kinds = { fig = "Figure", tbl = "Table" }
local after_label = ":" -- what stands between the label of a float and its caption
local numbers, counts, sections = {}, { fig = 0, tbl = 0 }, {}
local given = {} -- numbers by label, where they are not counted here: the brief has some figures of many pages
local html = FORMAT:match("html") ~= nil

local function stop(text)
  io.stderr:write("page: " .. text .. "\n")
  os.exit(3)
end

local function kind_of(id)
  return kinds[id:match("^(%a+)%-") or ""]
end

-- The words of a language for the frame of the site, from text/<language>.yaml beside the folder of this filter's folder.
local function words(language)
  local folder = quarto and quarto.project.directory
    or pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), "..", ".." }
  local file = io.open(pandoc.path.join { folder, "text", language .. ".yaml" }, "r")
  if not file then stop("text/" .. language .. ".yaml, the words of the page's language, is not there") end
  local text = file:read("a")
  file:close()
  local read = pandoc.read("---\n" .. text .. "\n---\n", "markdown-smart").meta
  read.site.language = read.language
  return read.site
end

-- Leaves the words of the page's language for the template and the next filter, and those of the other languages' names.
local function language(meta)
  local here = meta.lang and pandoc.utils.stringify(meta.lang):match("^%a+") or "en"
  local own = words(here)
  after_label = pandoc.utils.stringify(own["after-label"])
  kinds = { fig = pandoc.utils.stringify(own.figure), tbl = pandoc.utils.stringify(own.table) }
  for id, text in pairs(meta["float-numbers"] or {}) do given[id] = pandoc.utils.stringify(text) end
  meta["float-numbers"], meta["site-words"], meta["site-language"] = nil, own, here
  local others = pandoc.List {}
  for _, item in ipairs(meta["site-languages"] or {}) do
    local code = pandoc.utils.stringify(item)
    if code ~= here then others:insert { code = code, name = words(code).language } end
  end
  meta["site-others"] = others
  return meta
end

local function for_format(div)
  local wanted = div.attributes["when-format"]
  if not wanted then return nil end
  local here = (wanted == "html") == html
  if div.classes:includes("content-visible") then return here and div.content or {} end
  if div.classes:includes("content-hidden") then return here and {} or div.content end
end

-- Pandoc's own forms of a float, ![Caption](a.svg){#fig-a} and a table with : Caption {#tbl-a}, as the div that they mean.
local function figure_div(figure)
  if not kind_of(figure.identifier) then return nil end
  local content = figure.content:clone()
  for _, block in ipairs(figure.caption.long) do content:insert(pandoc.Para(block.content)) end
  return pandoc.Div(content, pandoc.Attr(figure.identifier))
end

local function image_div(para)
  local image = para.content[1]
  if #para.content ~= 1 or image.t ~= "Image" or not kind_of(image.identifier) then return nil end
  local id, caption = image.identifier, image.caption
  image.identifier = ""
  return pandoc.Div({ pandoc.Plain { image }, pandoc.Para(caption) }, pandoc.Attr(id))
end

-- Older versions of Pandoc leave the id of a table at the end of its caption.
local function table_id(block)
  local last = block.caption.long[#block.caption.long]
  local word = last and last.content[#last.content]
  local id = word and word.t == "Str" and word.text:match("^{#([%w-]+)}$")
  if not id then return block.identifier end
  last.content:remove()
  return id
end

local function table_div(block)
  local id = table_id(block)
  if not kind_of(id) then return nil end
  local content = pandoc.Blocks {}
  for _, part in ipairs(block.caption.long) do content:insert(pandoc.Para(part.content)) end
  block.caption, block.identifier = { long = {} }, ""
  content:insert(1, block)
  return pandoc.Div(content, pandoc.Attr(id))
end

-- What Quarto says aloud in the place of an image.
local function alternative(image)
  local text = image.attributes["fig-alt"]
  if quarto or not text then return nil end
  image.attributes["fig-alt"], image.attributes.alt = nil, text
  return image
end

-- A div is a float if its id begins with fig- or tbl-.
local function number_floats(div)
  local kind = kind_of(div.identifier)
  if kind then
    local prefix = div.identifier:match("^(%a+)%-")
    if numbers[div.identifier] then stop("two floats have the label " .. div.identifier) end
    counts[prefix] = counts[prefix] + 1
    numbers[div.identifier] = given[div.identifier] or kind .. "\u{a0}" .. counts[prefix]
  end
end

-- In the annex each page of the site begins with a heading of the first order, and counts anew.
local function note_section(header)
  if not html and header.level == 1 then counts = { fig = 0, tbl = 0 } end
  if header.identifier ~= "" then sections[header.identifier] = header.content end
end

local function target(id)
  if kind_of(id) then return numbers[id] or stop("@" .. id .. " leads nowhere: no figure or table has this label") end
  if id:match("^sec%-") then return sections[id] or stop("@" .. id .. " leads nowhere: no section has this label") end
  stop("@" .. id .. " leads nowhere: labels begin with fig-, tbl- or sec-")
end

local function reference(cite)
  local out = pandoc.Inlines {}
  for n, item in ipairs(cite.citations) do
    if n > 1 then out:insert(pandoc.Str(", ")) end
    if #item.prefix > 0 then
      out:extend(item.prefix)
      out:insert(pandoc.Space())
    end
    out:insert(pandoc.Link(target(item.id), "#" .. item.id))
    out:extend(item.suffix)
  end
  return out
end

-- Quarto leads links to its pages itself, and warns of those that lead nowhere.
local function link(item)
  if quarto or item.target:match("^%a+:") then return nil end
  item.target = item.target:gsub("%.qmd", ".html")
  return item
end

local function float(div)
  if not kind_of(div.identifier) then return nil end
  local caption = div.content:remove()
  if not caption or caption.t ~= "Para" then
    stop(div.identifier .. " has no caption: its last paragraph must be one")
  end
  local label = pandoc.Inlines { pandoc.Str(numbers[div.identifier] .. after_label) }
  if after_label == ":" then label:insert(pandoc.Space()) end
  label:extend(caption.content)
  local content = pandoc.Blocks {}
  for _, block in ipairs(div.content) do  -- an image with a text of its own is a figure for Pandoc: one is enough
    if block.t == "Figure" then content:extend(block.content) else content:insert(block) end
  end
  if html then
    local blocks = pandoc.Blocks { pandoc.RawBlock("html", '<figure id="' .. div.identifier .. '" class="float">') }
    blocks:extend(content)
    blocks:insert(pandoc.RawBlock("html", "<figcaption>"))
    blocks:insert(pandoc.Plain(label))
    blocks:insert(pandoc.RawBlock("html", "</figcaption></figure>"))
    return blocks
  end
  return pandoc.Figure(content, { pandoc.Plain(label) }, pandoc.Attr(div.identifier))
end

return {
  { Meta = language },
  { Div = for_format },
  { Figure = figure_div, Para = image_div, Table = table_div },
  { Image = alternative },
  { Div = number_floats, Header = note_section },
  { Cite = reference, Link = link },
  { Div = float },
}
