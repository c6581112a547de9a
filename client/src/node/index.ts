// What the SDK offers on Node only: a store on disk, profiles in folders, a server to test against.
export { makeLinkPreview } from './link-preview.ts';
export { openFile } from './open-file.ts';
export { openProfile } from './profile.ts';
export { openSqliteStore } from './store-sqlite.ts';
export { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts';
