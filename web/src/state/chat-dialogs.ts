// What is asked about a chat before it happens, from wherever it was begun: the list, the header, contact info, a shortcut.
import type { Chat } from '@parley/client';
import { create } from 'zustand';

export interface ChatDialog {
  readonly kind: 'mute' | 'delete' | 'block' | 'report';
  readonly chat: Chat;
}

export const useChatDialog = create<{ readonly dialog: ChatDialog | undefined }>(() => ({ dialog: undefined }));

export function askMute(chat: Chat): void {
  useChatDialog.setState({ dialog: { kind: 'mute', chat } });
}

export function askDelete(chat: Chat): void {
  useChatDialog.setState({ dialog: { kind: 'delete', chat } });
}

export function askBlock(chat: Chat): void {
  useChatDialog.setState({ dialog: { kind: 'block', chat } });
}

export function askReport(chat: Chat): void {
  useChatDialog.setState({ dialog: { kind: 'report', chat } });
}

export function closeChatDialog(): void {
  useChatDialog.setState({ dialog: undefined });
}
