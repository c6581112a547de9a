// What a text is made of.
import type { AccountId } from '@parley/client';

export type Block =
  | { readonly kind: 'text'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string };

export type Mark = 'bold' | 'italic' | 'strike' | 'spoiler';

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: Mark; readonly children: readonly Inline[] }
  | ({ readonly kind: 'link' } & Link)
  | { readonly kind: 'mention'; readonly text: string; readonly account: AccountId };

export interface Link {
  readonly text: string;
  readonly href: string;
  /** Where a web address leads may not be what it looks like: say so before it is opened. */
  readonly warning?: HostWarning;
}

export interface HostWarning {
  /**
   * `lookalike`: letters of several scripts, or foreign letters that look like Latin ones. `international`: not plain
   * ASCII. `userinfo`: what stands before the @ looks like the host but is not.
   */
  readonly kind: 'lookalike' | 'international' | 'userinfo';
  /** The host as the network knows it. */
  readonly ascii: string;
  /** The host as it looks; the same when it is ASCII. */
  readonly shown: string;
}
