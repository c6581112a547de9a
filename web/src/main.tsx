import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './base.css';
import { applyLanguage, useLanguage } from './i18n/language.ts';
import { startRestWhenIdle } from './shell/idle-start.ts';
import { showUnreadInTitle } from './shell/unread-badge.ts';
import { followChats } from './state/chats.ts';
import { followInstall } from './state/install.ts';
import { followNetwork } from './state/network.ts';
import { applyPreferences } from './state/preferences.ts';

applyLanguage(useLanguage.getState().language);
applyPreferences();
followNetwork();
followChats();
showUnreadInTitle();
followInstall();
startRestWhenIdle();
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
