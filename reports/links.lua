-- Links between pages name the source (claims.qmd), as Quarto wants it; in the output they name the page.
function Link(link)
  if not link.target:match("^%a+:") then
    link.target = link.target:gsub("%.qmd", ".html")
  end
  return link
end
