-- How much of a standard normal lies above a positive score: `normal_tail(z)`, after Abramowitz, Stegun (1964), 26.2.17, which
-- is right to seven digits.
create macro normal_tail(z) as (
  exp(-z * z / 2) / sqrt(2 * pi()) * (
    0.319381530 / (1 + 0.2316419 * z) - 0.356563782 / pow(1 + 0.2316419 * z, 2) + 1.781477937 / pow(1 + 0.2316419 * z, 3)
    - 1.821255978 / pow(1 + 0.2316419 * z, 4) + 1.330274429 / pow(1 + 0.2316419 * z, 5)
  )
)
