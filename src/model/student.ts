/** Quantiles of Student’s t, 97.5 %, for 1 to 30 degrees of freedom. */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/** Within so many standard deviations of its mean is 95 % of Student’s t; NaN where there is nothing to deviate from. */
export function t95(degrees: number): number {
  if (degrees < 1) return Number.NaN;
  return quantiles[degrees - 1] ?? 1.96 + 2.46 / degrees;
}
