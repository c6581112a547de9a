// What is not needed to read the list of chats: each a chunk of its own, loaded when it is first shown.
import { lazyNamed } from '../ui/lazy-named.ts';

export const Conversation = lazyNamed(() => import('../conversation/conversation.tsx'), 'Conversation');
export const ContactInfo = lazyNamed(() => import('../contact/contact-info.tsx'), 'ContactInfo');
export const NewGroup = lazyNamed(() => import('../groups/new-group.tsx'), 'NewGroup');
export const GroupInfo = lazyNamed(() => import('../groups/group-info.tsx'), 'GroupInfo');
export const JoinGroup = lazyNamed(() => import('../groups/join-group.tsx'), 'JoinGroup');
export const StarredColumn = lazyNamed(() => import('../chats/starred-column.tsx'), 'StarredColumn');
export const NoticePreview = lazyNamed(() => import('../chats/notice-preview.tsx'), 'NoticePreview');
export const NewChat = lazyNamed(() => import('../contact/new-chat.tsx'), 'NewChat');
export const SettingsMenu = lazyNamed(() => import('../settings/settings-menu.tsx'), 'SettingsMenu');
export const SettingsPage = lazyNamed(() => import('../settings/settings-page.tsx'), 'SettingsPage');
export const Onboarding = lazyNamed(() => import('../onboarding/onboarding.tsx'), 'Onboarding');
export const Ended = lazyNamed(() => import('../onboarding/ended.tsx'), 'Ended');
export const SearchResults = lazyNamed(() => import('../search/search-results.tsx'), 'SearchResults');
export const ChatSearch = lazyNamed(() => import('../search/chat-search.tsx'), 'ChatSearch');
export const AttachDialog = lazyNamed(() => import('../media/attach-dialog.tsx'), 'AttachDialog');
export const ChatDialogs = lazyNamed(() => import('../chats/chat-dialogs.tsx'), 'ChatDialogs');
export const ShortcutSheet = lazyNamed(() => import('./shortcut-sheet.tsx'), 'ShortcutSheet');
export const Viewer = lazyNamed(() => import('../viewer/viewer.tsx'), 'Viewer');
