// A text's tokens as elements. Addresses open in a new tab that knows nothing of this one.
import type { AccountId, Mention } from '@parley/client';
import { memo, type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { useSession } from '../state/session.ts';
import { classes } from '../ui/classes.ts';
import { GuardedLink, SuspiciousSign } from './guarded-link.tsx';
import { parseText } from './text.ts';
import type { Block, Inline, Link } from './tokens.ts';

interface RichTextProps {
  readonly text: string;
  readonly mentions?: readonly Mention[] | undefined;
}

export const RichText = memo(function RichText({ text, mentions }: RichTextProps): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
  return parseText(text, mentions).map((block, at) => <BlockView key={at} block={block} />);
});

function BlockView({ block }: { readonly block: Block }): ReactNode {
  if (block.kind === 'text') return <Tokens tokens={block.children} />;
  return (
    <code
      dir="auto"
      className="my-1 block overflow-x-auto whitespace-pre rounded-sm bg-ink/7 px-2.5 py-1.5 font-mono text-sm"
    >
      {block.text}
    </code>
  );
}

function Tokens({ tokens }: { readonly tokens: readonly Inline[] }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never change their places
  return tokens.map((token, at) => <Token key={at} token={token} />);
}

function Token({ token }: { readonly token: Inline }): ReactNode {
  switch (token.kind) {
    case 'text':
      return token.text;
    case 'code':
      return <code className="rounded-sm bg-ink/7 px-1 py-px font-mono text-[0.92em]">{token.text}</code>;
    case 'link':
      return <TextLink link={token} />;
    case 'mention':
      return <MentionName account={token.account} text={token.text} />;
    case 'bold':
      return (
        <strong>
          <Tokens tokens={token.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Tokens tokens={token.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Tokens tokens={token.children} />
        </s>
      );
    case 'spoiler':
      return <Spoiler tokens={token.children} />;
  }
}

/** One's own name stands out most. */
function MentionName({ account, text }: { readonly account: AccountId; readonly text: string }): ReactNode {
  const own = useSession(session => session.profile?.account) === account;
  return (
    <bdi
      className={classes('font-semibold text-accent', own && 'rounded-sm bg-accent/15 px-0.5')}
      data-mention={account}
    >
      {text}
    </bdi>
  );
}

function TextLink({ link: { href, text, warning } }: { readonly link: Link }): ReactNode {
  return (
    <GuardedLink
      href={href}
      dir="ltr"
      warning={warning}
      className="break-all text-accent underline decoration-1 underline-offset-2 [unicode-bidi:isolate]"
    >
      {text}
      {warning && <SuspiciousSign />}
    </GuardedLink>
  );
}

function Spoiler({ tokens }: { readonly tokens: readonly Inline[] }): ReactNode {
  const [shown, setShown] = useState(false);
  if (shown) {
    return (
      <span className="rounded-sm bg-ink/7 px-0.5">
        <Tokens tokens={tokens} />
      </span>
    );
  }
  return (
    <button
      type="button"
      aria-label={m.text_show_spoiler()}
      title={m.text_show_spoiler()}
      className="rounded-sm bg-ink/75 px-0.5 text-start hover:bg-ink/60"
      onClick={event => {
        event.stopPropagation();
        setShown(true);
      }}
    >
      <span aria-hidden="true" className="invisible">
        <Tokens tokens={tokens} />
      </span>
    </button>
  );
}
