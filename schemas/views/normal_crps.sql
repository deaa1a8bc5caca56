-- Continuous ranked probability score of a normal forecast: `normal_crps(miss, spread)`, the miss being the outcome less the
-- middle; Gneiting, Raftery (2007), eq. 5.
create macro normal_crps(miss, spread) as (
  -- z (2 Φ(z) − 1) is the same for z and −z
  spread * (abs(miss / spread) * (1 - 2 * normal_tail(abs(miss / spread)))
    + 2 * exp(-(miss / spread) * (miss / spread) / 2) / sqrt(2 * pi()) - 1 / sqrt(pi()))
)
