-- Quarto alone, after all else: takes off tables the classes that it puts there and the built-in renderer does not.

local added = { ["caption-top"] = true, header = true, odd = true, even = true }

local function clean(attr)
  attr.classes = attr.classes:filter(function(class) return not added[class] end)
end

local function rows_of(part)
  for _, row in ipairs(part.rows or part.body or {}) do clean(row.attr) end
end

function Table(block)
  clean(block.attr)
  rows_of(block.head)
  for _, body in ipairs(block.bodies) do rows_of(body) end
  rows_of(block.foot)
  return block
end
