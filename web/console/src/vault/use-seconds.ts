import { useEffect, useRef, useState } from 'react';

/** Counts down from a number of seconds and calls `end` once it is over. By the clock: a tab that slept hides at once. */
export function useSeconds(from: number, end: () => void): number {
  const [until] = useState(() => Date.now() + from * 1_000);
  const [left, setLeft] = useState(from);
  const last = useRef(end);
  last.current = end;
  useEffect(() => {
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((until - Date.now()) / 1_000));
      setLeft(now);
      if (now > 0) return;
      clearInterval(timer);
      last.current();
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
