// One message: what it quotes, what it says, when, and how far it has got.
import type { Message } from '@parley/client';
import { memo, type ReactNode, useState } from 'react';
import { isVisual, kindOf } from '../attachments/kinds.ts';
import { fullTime, timeOfDay } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { directionOf } from '../text/direction.ts';
import { emojiOnly } from '../text/emoji-only.ts';
import { LinkCard } from '../text/link-card.tsx';
import { RichText } from '../text/rich-text.tsx';
import { shorten } from '../text/shorten.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { Ticks } from '../ui/ticks.tsx';
import { DeletedLine } from './deleted-line.tsx';
import { Files } from './files.tsx';
import { ForwardedLine } from './forwarded-line.tsx';
import { AuthorLine, saysAuthor } from './group-author.tsx';
import { FailedLine, ParkedLine, RefusedLine } from './problem-lines.tsx';
import { QuoteBlock } from './quote-block.tsx';
import { ViewOnceLine } from './view-once-line.tsx';

interface BubbleProps {
  readonly message: Message;
  readonly first: boolean;
}

export const Bubble = memo(function Bubble({ message, first }: BubbleProps): ReactNode {
  const { outgoing, text = '', quote, state, attachments = [], forwarded, viewOnce, deletedBy } = message;
  const files = state === 'parked' ? 0 : attachments.length;
  const emoji = quote || forwarded || deletedBy || state === 'parked' || files > 0 ? 0 : emojiOnly(text);
  const bare = files > 0 && !text && attachments.every(isVisual) && state !== 'failed';
  const last = files > 0 && !text ? kindOf(attachments.at(-1)!) : undefined;
  const shared = last ? last === 'voice' || last === 'audio' : text !== '' && sharesLastLine(text);
  return (
    <div
      className={classes(
        'relative min-w-0',
        files > 0 ? 'p-1' : 'px-3 py-1.5',
        emoji > 0
          ? 'px-1'
          : outgoing
            ? 'rounded-lg bg-own shadow-raised forced-colors:border'
            : 'rounded-lg bg-other shadow-raised forced-colors:border',
        emoji === 0 && !first && (outgoing ? 'rounded-se-sm' : 'rounded-ss-sm'),
        emoji === 0 && (outgoing ? 'rounded-ee-sm' : 'rounded-es-sm'),
      )}
    >
      {first && saysAuthor(message) && <AuthorLine author={message.author} />}
      {forwarded && <ForwardedLine beside={files > 0} outgoing={outgoing} often={message.forwardedOften === true} />}
      {quote && <QuoteBlock quote={quote} />}
      {state === 'parked' ? (
        <ParkedLine message={message} />
      ) : deletedBy ? (
        <DeletedLine message={message} />
      ) : viewOnce ? (
        <ViewOnceLine message={message} />
      ) : emoji > 0 ? (
        <Emoji text={text} count={emoji} />
      ) : (
        <>
          {files > 0 && <Files message={message} />}
          {message.preview && <LinkCard preview={message.preview} />}
          {(files === 0 || text) && <Text message={message} beside={files > 0} />}
        </>
      )}
      {bare ? (
        <MetaOnPicture message={message} />
      ) : (
        <Meta
          message={message}
          inset={files > 0}
          below={state === 'parked' || emoji > 0 || deletedBy !== undefined || viewOnce !== undefined || !shared}
        />
      )}
      {state === 'failed' && <FailedLine message={message} />}
      {message.refused && <RefusedLine message={message} refused={message.refused} />}
    </div>
  );
});

function Emoji({ text, count }: { readonly text: string; readonly count: number }): ReactNode {
  const size = count === 1 ? 'text-[3rem]' : 'text-[2.375rem]';
  return <p className={`${size} leading-tight`}>{text}</p>;
}

interface TextProps {
  readonly message: Message;
  /** Below files, which say how wide it is. */
  readonly beside: boolean;
}

function Text({ message, beside }: TextProps): ReactNode {
  const { text = '' } = message;
  const [open, setOpen] = useState(false);
  const head = open ? undefined : shorten(text);
  return (
    <div
      dir="auto"
      className={classes(
        'whitespace-pre-wrap [overflow-wrap:anywhere] [unicode-bidi:plaintext]',
        beside && 'w-0 min-w-full px-2 pt-1.5 pb-0.5',
      )}
    >
      <div data-text="" className="contents">
        <RichText text={head === undefined ? text : `${head}…`} mentions={message.mentions} />
      </div>
      {head !== undefined && (
        <button
          type="button"
          dir="auto"
          className="block py-0.5 font-semibold text-accent hover:underline"
          onClick={event => {
            event.stopPropagation();
            setOpen(true);
          }}
        >
          {m.message_read_more()}
        </button>
      )}
      {sharesLastLine(text) && <MetaSpace message={message} />}
    </div>
  );
}

/** Where the text ends at the side that the time stands on, the last line has room for both. */
function sharesLastLine(text: string): boolean {
  if (text.length > 1_000 || text.includes('```')) return false;
  const lastLine = text.slice(text.lastIndexOf('\n') + 1);
  const page = document.dir === 'rtl' ? 'rtl' : 'ltr';
  return (directionOf(lastLine) ?? page) === page;
}

/** As wide as the time, invisible, at the end of the text. */
function MetaSpace({ message }: { readonly message: Message }): ReactNode {
  return (
    <span aria-hidden="true" className="invisible ms-2 inline-flex select-none items-center gap-1 text-xs">
      {message.pinned && <span className="w-3" />}
      {message.starred && <span className="w-3" />}
      {message.expiresAt && <span className="w-3.5" />}
      {message.edited && m.message_edited()} {timeOfDay(message.ts)}
      {message.outgoing && <span className="w-4" />}
    </span>
  );
}

interface MetaProps {
  readonly message: Message;
  readonly below: boolean;
  /** Files leave less room around them. */
  readonly inset: boolean;
}

function Meta({ message, below, inset }: MetaProps): ReactNode {
  const { outgoing, state, refused } = message;
  return (
    <div
      className={classes(
        'flex select-none items-center justify-end gap-1 text-xs',
        outgoing ? 'text-own-soft' : 'text-other-soft',
        below ? 'mt-0.5' : 'absolute end-3 bottom-1.5',
        below && inset && 'px-2 pb-0.5',
        (state === 'failed' || refused) && !below && 'static -mt-4',
      )}
    >
      <TimeAndTicks message={message} />
    </div>
  );
}

/** Where there is nothing but a picture, on it: readable on any, in colours for dark. */
function MetaOnPicture({ message }: { readonly message: Message }): ReactNode {
  return (
    <div className="pointer-events-none absolute end-2.5 bottom-2.5 flex select-none items-center gap-1 rounded-full bg-shade px-2 py-0.5 text-white text-xs [color-scheme:dark]">
      <TimeAndTicks message={message} />
    </div>
  );
}

function TimeAndTicks({ message }: { readonly message: Message }): ReactNode {
  const { ts, outgoing, state, edited, starred, pinned, deletedBy, expiresAt } = message;
  return (
    <>
      {pinned && <PinSign />}
      {starred && <Icon name="star" size={14} className="fill-current" />}
      {expiresAt && <Vanishing at={expiresAt} />}
      {edited && <span>{m.message_edited()}</span>}
      <time dateTime={new Date(ts).toISOString()} title={fullTime(ts)}>
        {timeOfDay(ts)}
      </time>
      {outgoing && !deletedBy && <Ticks state={state} />}
    </>
  );
}

function Vanishing({ at }: { readonly at: number }): ReactNode {
  const label = m.message_vanishes({ when: fullTime(at) });
  return (
    <span role="img" aria-label={label} title={label}>
      <Icon name="timer" size={14} />
    </span>
  );
}

function PinSign(): ReactNode {
  return (
    <span role="img" aria-label={m.message_pinned()} title={m.message_pinned()}>
      <Icon name="pin" size={14} />
    </span>
  );
}
