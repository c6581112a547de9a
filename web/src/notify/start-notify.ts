/** Called once the app is ready and idle; stays for as long as the tab lives. Notifications and the service worker. */
export function startNotify(): void {}
