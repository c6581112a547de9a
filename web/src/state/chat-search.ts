// Whether the open chat is being searched. By account: another chat begins without.
import { create } from 'zustand';

export const useChatSearch = create<{ readonly account?: string | undefined }>(() => ({}));

export function openChatSearch(account: string): void {
  // Asked for while it is open already: back into its field.
  if (useChatSearch.getState().account === account) document.querySelector<HTMLInputElement>('#chat-search')?.select();
  else useChatSearch.setState({ account });
}

/** False: it was not open. */
export function closeChatSearch(): boolean {
  const wasOpen = useChatSearch.getState().account !== undefined;
  if (wasOpen) useChatSearch.setState({ account: undefined });
  return wasOpen;
}
