import { useEffect, useState } from 'react';

/** The clock of `performance.now()`, read again every second while `ticking`. */
export function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!ticking) return;
    const read = () => setNow(performance.now());
    read();
    const timer = setInterval(read, 1000);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}
