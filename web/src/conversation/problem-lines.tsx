// What went wrong with a message, and what can be done about it (F32).
import type { Message, Refused } from '@parley/client';
import type { ReactNode } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { mayTryAgain } from './may-act.ts';
import { discard, retry } from './message-actions.ts';

/** Came in but could not be read. */
export function ParkedLine({ message }: { readonly message: Message }): ReactNode {
  return (
    <div className="flex max-w-80 flex-col items-start gap-1 text-ink-soft">
      <p className="flex items-start gap-2">
        <Icon name="lock" size={18} className="mt-0.5" />
        <span>
          <span className="block font-medium text-ink">{m.parked_title()}</span>
          {m.parked_hint()}
        </span>
      </p>
      <LineButton label={m.parked_ask_again()} onClick={() => retry(message)} />
    </div>
  );
}

/** The server has refused it for good. */
export function FailedLine({ message }: { readonly message: Message }): ReactNode {
  return (
    <div className="mt-1.5 max-w-80 border-ink/10 border-t pt-1 text-sm">
      <p className="text-danger">{message.error ? errorText(message.error) : m.state_failed()}</p>
      <div className="flex flex-wrap gap-x-4">
        <LineButton label={m.message_retry()} onClick={() => retry(message)} />
        <LineButton label={m.message_discard()} onClick={() => discard(message)} />
      </div>
    </div>
  );
}

/** An own edit or deletion that the server has refused for good. */
export function RefusedLine({ message, refused }: { readonly message: Message; readonly refused: Refused }): ReactNode {
  const isEdit = refused.act === 'edit';
  return (
    <div className="mt-1.5 max-w-80 border-ink/10 border-t pt-1 text-sm">
      <p className="text-danger">
        {isEdit ? m.refused_edit() : m.refused_deletion()} {errorText(refused.error)}
      </p>
      {isEdit && (
        <p dir="auto" className="line-clamp-3 whitespace-pre-wrap italic [overflow-wrap:anywhere]">
          {refused.text}
        </p>
      )}
      <div className="flex flex-wrap gap-x-4">
        {mayTryAgain(refused) && <LineButton label={m.message_open_again()} onClick={() => retry(message)} />}
        {/* Nothing stays of a message whose deletion is given up. */}
        <LineButton label={isEdit ? m.message_discard() : m.message_delete()} onClick={() => discard(message)} />
      </div>
    </div>
  );
}

function LineButton({ label, onClick }: { readonly label: string; readonly onClick: () => unknown }): ReactNode {
  return (
    <button
      type="button"
      className="min-h-8 font-semibold text-accent hover:underline pointer-coarse:min-h-11"
      onClick={event => {
        event.stopPropagation();
        void onClick();
      }}
    >
      {label}
    </button>
  );
}
