// The SDK in a browser: one worker of one tab owns the device, every tab talks to it. A tab calls `connectEngine`, a
// dedicated worker calls `serveEngine`. What they say to each other is in messages.ts.

export { newMessageId } from '../message-id.ts';
export { connectEngine, type EngineOptions } from './connect-engine.ts';
export type {
  Engine,
  EngineEvents,
  EngineMethods,
  EngineProfile,
  EngineSnapshot,
  EngineState,
  LinkingState,
  RegistrationState,
  SetUp,
} from './engine.ts';
export type { Marker, MarkerPlace } from './marker.ts';
export { type ServeOptions, type StorePlace, serveEngine } from './serve-engine.ts';
export { deleteIndexedDbStore, type IndexedDbOptions, openIndexedDbStore } from './store-indexeddb.ts';
