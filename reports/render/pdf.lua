-- What paper wants: images with their alternative texts, short tables in one piece, and columns by what they hold.
local SHORT = 24 -- lines of a table that stays on one page

-- Widths of the columns of tables on paper. Pandoc divides the page by the lines under the headings, so that a short column
-- beside long ones gets less than its longest word. Here no column gets less than that word, nor more than its longest
-- cell; of what the short columns leave, the longer get more, by the square root of that cell.
local PAGE = 112 -- characters of table text on a line
local GAP = 2 -- the space between columns, in characters
local HEADING = 16 -- characters of a heading that keep to one line where there is room

local function longest_word(text)
  local longest = 0
  for word in text:gmatch("[^%s\u{2011}-]+-?") do longest = math.max(longest, utf8.len(word) or #word) end
  return longest
end

local function measure(rows, least, most, heading)
  for _, row in ipairs(rows) do
    for n, cell in ipairs(row.cells) do
      local text = pandoc.utils.stringify(cell.contents)
      local word = longest_word(text)
      least[n] = math.max(least[n] or 0, word + GAP)
      most[n] = math.max(most[n] or 0, (heading and math.max(word, math.min(#text, HEADING)) or utf8.len(text) or #text) + GAP)
    end
  end
end

-- How many lines a row takes in columns of some widths, in characters.
local function lines(row, columns)
  local most = 1
  for n, cell in ipairs(row.cells) do
    local text = pandoc.utils.stringify(cell.contents)
    most = math.max(most, math.ceil((utf8.len(text) or #text) / (columns[n] - GAP + 1)))
  end
  return most
end

local function widths(least, most, limit)
  local out, total = {}, 0
  for n = 1, #least do
    out[n] = math.max(least[n], math.min(most[n], limit * math.sqrt(most[n])))
    total = total + out[n]
  end
  return out, total
end

function Table(tab)
  local least, most = {}, {}
  measure(tab.head.rows, least, most, true)
  for _, body in ipairs(tab.bodies) do measure(body.body, least, most, false) end
  local low, high = 0, PAGE
  for _ = 1, 20 do
    local middle = (low + high) / 2
    local _, total = widths(least, most, middle)
    if total > PAGE then high = middle else low = middle end
  end
  local columns, total = widths(least, most, low)
  for n, width in ipairs(columns) do tab.colspecs[n][2] = width / math.max(total, PAGE) end
  local high_in_lines = 0
  for _, body in ipairs(tab.bodies) do
    for _, row in ipairs(body.body) do high_in_lines = high_in_lines + lines(row, columns) end
  end
  if high_in_lines > SHORT then return tab end
  return { pandoc.RawBlock("typst", "#block(breakable: false)["), tab, pandoc.RawBlock("typst", "]") }
end

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"') .. '"'
end

function Image(image)
  local alt = image.attributes.alt or pandoc.utils.stringify(image.caption)
  if alt == "" then
    io.stderr:write("page: the image " .. image.src .. " has no alternative text\n")
    os.exit(3)
  end
  return pandoc.RawInline("typst", "#box(image(" .. quoted(image.src) .. ", alt: " .. quoted(alt) .. "))")
end

-- A paragraph that ends with a colon stays with what it announces.
function Blocks(blocks)
  local out = pandoc.Blocks {}
  for n, block in ipairs(blocks) do
    local announces = block.t == "Para" and blocks[n + 1] and pandoc.utils.stringify(block):match(":$")
    if announces then out:insert(pandoc.RawBlock("typst", "#block(sticky: true)[")) end
    out:insert(block)
    if announces then out:insert(pandoc.RawBlock("typst", "]")) end
  end
  return out
end

-- A figure that floats centres what stands in it.
function Figure(figure)
  figure.content:insert(1, pandoc.RawBlock("typst", "#set align(left)"))
  return figure
end

-- HTML that a cell gave, such as a data frame, has a form here too.
function RawBlock(block)
  if block.format == "html" and block.text:match("<table") then return pandoc.read(block.text, "html").blocks:walk { Table = Table } end
end
