/** Student's t distribution, by the incomplete beta function (continued fraction of Lentz; relative error about 1e-9). */

/** The chance that |T| is at least |t|, with `freedom` degrees of freedom. */
export function chanceBeyond(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** The t that |T| exceeds with this chance. */
export function beyondChance(chance: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (chanceBeyond(high, freedom) > chance && high < 1e9) {
    high *= 2;
  }
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    [low, high] = chanceBeyond(middle, freedom) > chance ? [middle, high] : [low, middle];
  }
  return high;
}

function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) {
    return x <= 0 ? 0 : 1;
  }
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * fraction(x, a, b)) / a : 1 - (front * fraction(1 - x, b, a)) / b;
}

function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let result = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    result *= d * c;
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-13) {
      break;
    }
  }
  return result;
}

/** Lanczos' approximation, for positive numbers. */
function logGamma(x: number): number {
  const terms = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 1.208650973866179e-3];
  const series = [...terms, -5.395239384953e-6].reduce((sum, term, i) => sum + term / (x + 1 + i), 1.000000000190015);
  return (x + 0.5) * Math.log(x + 5.5) - (x + 5.5) + Math.log((2.5066282746310005 * series) / x);
}
