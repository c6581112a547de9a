import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './base.css';
import { startLanguage } from './i18n/language.ts';
import { startRestWhenIdle } from './shell/idle-start.ts';
import { showUnreadInTitle } from './shell/unread-badge.ts';
import { followChats } from './state/chats.ts';
import { followInstall } from './state/install.ts';
import { followNetwork } from './state/network.ts';
import { applyPreferences } from './state/preferences.ts';

applyPreferences();
followNetwork();
showUnreadInTitle();
followInstall();
// Not awaited here: what is loaded for it may import this file. The engine starts meanwhile, which takes longer.
void startLanguage().then(showApp);

function showApp(): void {
  followChats();
  startRestWhenIdle();
  createRoot(document.getElementById('app')!).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
