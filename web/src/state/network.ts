// Whether the browser believes in a network. The engine is nudged when it comes back, and when the person looks again.
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';

export const useNetwork = create<{ readonly online: boolean }>(() => ({ online: navigator.onLine }));

export function followNetwork(): void {
  addEventListener('offline', () => useNetwork.setState({ online: false }));
  addEventListener('online', () => {
    useNetwork.setState({ online: true });
    engine.nudge();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') engine.nudge();
  });
}
