// Whether the browser would install the app, which it says once, early. Nothing is asked of the person: the list's menu has
// a row for it as long as it can be done.
import { create } from 'zustand';

interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export const useInstall = create<{ readonly prompt?: InstallPrompt | undefined }>(() => ({}));

export function followInstall(): void {
  addEventListener('beforeinstallprompt', event => {
    event.preventDefault();
    useInstall.setState({ prompt: event as InstallPrompt });
  });
  addEventListener('appinstalled', () => useInstall.setState({ prompt: undefined }));
}

/** The browser asks the person; what it has offered it takes once. */
export function install(): void {
  const { prompt } = useInstall.getState();
  useInstall.setState({ prompt: undefined });
  prompt?.prompt().catch(() => undefined);
}
