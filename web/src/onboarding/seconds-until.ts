import { useEffect, useState } from 'react';

/** Whole seconds that are left, counted down; 0 from then on. */
export function useSecondsUntil(at: number): number {
  const secondsLeft = (): number => Math.max(0, Math.ceil((at - Date.now()) / 1000));
  const [left, setLeft] = useState(secondsLeft);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it hangs on `at` alone
  useEffect(() => {
    setLeft(secondsLeft());
    const timer = setInterval(() => setLeft(secondsLeft()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  return left;
}
