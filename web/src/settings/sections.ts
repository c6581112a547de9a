// Every page of the settings: one table that the menu and the page read.
import type { ReactNode } from 'react';
import { AccountPage } from '../account/account-page.tsx';
import { DevicesPage } from '../devices/devices-page.tsx';
import { m } from '../i18n/messages.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { AboutPage } from './about-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { LanguagePage } from './language-page.tsx';
import { NotificationsPage } from './notifications-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { ProfilePage } from './profile-page.tsx';
import { ShortcutsPage } from './shortcuts-page.tsx';
import { StoragePage } from './storage-page.tsx';

export interface Section {
  /** As in the address. */
  readonly name: string;
  readonly icon: IconName;
  readonly title: () => string;
  readonly Page: () => ReactNode;
}

export const sections: readonly Section[] = [
  { name: 'profile', icon: 'person', title: m.settings_profile, Page: ProfilePage },
  { name: 'privacy', icon: 'lock', title: m.settings_privacy, Page: PrivacyPage },
  { name: 'devices', icon: 'qr', title: m.devices_title, Page: DevicesPage },
  { name: 'account', icon: 'shield', title: m.account_title, Page: AccountPage },
  { name: 'notifications', icon: 'bell', title: m.settings_notifications, Page: NotificationsPage },
  { name: 'appearance', icon: 'sun', title: m.settings_appearance, Page: AppearancePage },
  { name: 'language', icon: 'globe', title: m.onboarding_language, Page: LanguagePage },
  { name: 'storage', icon: 'device', title: m.settings_storage, Page: StoragePage },
  { name: 'shortcuts', icon: 'keyboard', title: m.shortcuts_title, Page: ShortcutsPage },
  { name: 'about', icon: 'info', title: m.settings_about, Page: AboutPage },
];
