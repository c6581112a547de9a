// The list of chats, with what is above it: who one is, search, filters.
import type { ReactNode } from 'react';
import { ConnectionBanner } from '../shell/connection-banner.tsx';

export function ChatsColumn(_: { readonly archived: boolean }): ReactNode {
  return <ConnectionBanner />;
}
