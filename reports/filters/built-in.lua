-- What Quarto does with a page and Pandoc does not: cross-references, callouts, tabsets, content for one format only, and
-- links to pages. Used by the built-in renderer alone. Mistakes stop the render with a line that begins with "page:".

local kinds = { fig = "Figure", tbl = "Table" }
local numbers, counts, defined = {}, { fig = 0, tbl = 0 }, {}
local html = FORMAT:match("html") ~= nil

local function stop(text)
  io.stderr:write("page: " .. text .. "\n")
  os.exit(3)
end

local function kind_of(id)
  return kinds[id:match("^(%a+)%-") or ""]
end

-- Lists and code blocks are left alone; a div is a float if its id begins with fig- or tbl-.
local function number_floats(div)
  local kind = kind_of(div.identifier)
  if kind then
    local prefix = div.identifier:match("^(%a+)%-")
    if numbers[div.identifier] then stop("two floats have the label " .. div.identifier) end
    counts[prefix] = counts[prefix] + 1
    numbers[div.identifier] = kind .. "\u{a0}" .. counts[prefix]
  end
end

local function float(div)
  if not kind_of(div.identifier) then return nil end
  local caption = div.content:remove()
  if not caption or caption.t ~= "Para" then
    stop(div.identifier .. " has no caption: its last paragraph must be one")
  end
  local label = pandoc.Inlines { pandoc.Str(numbers[div.identifier] .. ":"), pandoc.Space() }
  label:extend(caption.content)
  local below = { pandoc.Plain(label) }
  if html then
    local blocks = pandoc.Blocks { pandoc.RawBlock("html", '<figure id="' .. div.identifier .. '" class="float">') }
    blocks:extend(div.content)
    blocks:insert(pandoc.RawBlock("html", "<figcaption>"))
    blocks:extend(below)
    blocks:insert(pandoc.RawBlock("html", "</figcaption></figure>"))
    return blocks
  end
  return pandoc.Figure(div.content, below, pandoc.Attr(div.identifier))
end

local function callout(div)
  local kind
  for _, class in ipairs(div.classes) do kind = kind or class:match("^callout%-(%a+)$") end
  if not kind then return nil end
  local title = pandoc.Inlines(div.attributes.title or (kind:sub(1, 1):upper() .. kind:sub(2)))
  if div.content[1] and div.content[1].t == "Header" then title = div.content:remove(1).content end
  local head = pandoc.Div({ pandoc.Para { pandoc.Strong(title) } }, pandoc.Attr("", { "callout-title" }))
  local body = pandoc.Div(div.content, pandoc.Attr("", { "callout-body" }))
  return pandoc.Div({ head, body }, pandoc.Attr(div.identifier, { "callout", "callout-" .. kind }))
end

-- Without script a tabset is its tabs one under the other, each with its heading: nothing is hidden.
local function tabset(div)
  if not div.classes:includes("panel-tabset") then return nil end
  return pandoc.Div(div.content, pandoc.Attr(div.identifier, { "panel-tabset" }))
end

local function for_format(div)
  local wanted = div.attributes["when-format"]
  if not wanted then return nil end
  local here = (wanted == "html") == html
  if div.classes:includes("content-visible") then return here and div.content or {} end
  if div.classes:includes("content-hidden") then return here and {} or div.content end
end

local function reference(cite)
  local out = pandoc.Inlines {}
  for n, item in ipairs(cite.citations) do
    if n > 1 then out:insert(pandoc.Str(", ")) end
    if kind_of(item.id) then
      if not numbers[item.id] then stop("@" .. item.id .. " leads nowhere: no figure or table has this label") end
      out:insert(pandoc.Link(numbers[item.id], "#" .. item.id))
    elseif item.id:match("^sec%-") then
      if not defined[item.id] then stop("@" .. item.id .. " leads nowhere: no section has this label") end
      out:insert(pandoc.Link(defined[item.id], "#" .. item.id))
    else
      stop("@" .. item.id .. " leads nowhere: labels begin with fig-, tbl- or sec-")
    end
  end
  return out
end

local function link(item)
  if not item.target:match("^%a+:") then item.target = item.target:gsub("%.qmd", ".html") end
  return item
end

local function language(meta)
  if meta.lang and pandoc.utils.stringify(meta.lang):match("^zh") then kinds = { fig = "图", tbl = "表" } end
end

return {
  { Meta = language },
  { Div = for_format },
  { Div = number_floats, Header = function(h) if h.identifier ~= "" then defined[h.identifier] = h.content end end },
  { Cite = reference, Link = link },
  { Div = function(div) return callout(div) or tabset(div) or float(div) end },
}
