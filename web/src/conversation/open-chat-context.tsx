// The open chat for the components of this room and the composer.
import type { ChatId } from '@parley/client';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { engine } from '../engine/engine.ts';
import { tellFailure } from '../state/failures.ts';
import { isInFront } from '../state/in-front.ts';
import { type OpenChat, type OpenChatStore, openChat } from '../state/open-chat.ts';

const Context = createContext<OpenChatStore | undefined>(undefined);

interface ProviderProps {
  readonly account: ChatId;
  readonly at?: string | undefined;
  readonly children: ReactNode;
}

/** Opens the chat for as long as it is mounted. */
export function OpenChatProvider({ account, at, children }: ProviderProps): ReactNode {
  const [store, setStore] = useState<OpenChatStore>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place in the open chat is gone to, below
  useEffect(() => {
    const opened = openChat({ account, engine, at, isInFront, onError: tellFailure });
    setStore(opened);
    return opened.close;
  }, [account]);
  useEffect(() => {
    if (at && store?.getState().ready) void store.goTo(at);
  }, [at, store]);
  return store && <Context value={store}>{children}</Context>;
}

export function useOpenChatStore(): OpenChatStore {
  return useContext(Context)!;
}

export function useOpenChat<T>(select: (chat: OpenChat) => T): T {
  return useStore(useOpenChatStore(), select);
}
