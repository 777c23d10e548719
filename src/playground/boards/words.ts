/** A share in words; a share just below 100 % or above 0 % is not rounded to these. */
export function percent(share: number): string {
  if (share > 0.99 && share < 1) return share > 0.999 ? 'over 99.9 %' : 'over 99 %';
  if (share > 0 && share < 0.01) return 'under 1 %';
  return `${Math.round(share * 100)} %`;
}
