import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { useServerInfo } from '../onboarding/server-info.ts';
import { useReadablePhone } from '../phone/readable-phone.ts';
import { showToast } from '../state/toasts.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { copyText } from './copy-button.tsx';

/** For a number that nobody has here: something to send that person by other means. */
export function Invitation({ phone }: { readonly phone: string }): ReactNode {
  const registration = useServerInfo()?.registration;
  const text = m.newchat_invitation({ address: location.origin });
  const readable = useReadablePhone(phone)!;
  const copy = async (): Promise<void> => {
    if (await copyText(text)) showToast(m.newchat_invitation_copied());
  };
  const share = (): void => void navigator.share({ text }).catch(() => undefined);
  return (
    <div role="alert" className="flex flex-col gap-3">
      <Note icon="person">
        <p className="font-semibold text-ink">
          {m.newchat_unknown()}{' '}
          <bdi dir="ltr" className="whitespace-nowrap">
            {readable}
          </bdi>
        </p>
        <p>{hint(registration)}</p>
      </Note>
      {registration !== 'closed' && (
        <>
          <blockquote className="break-words rounded-lg border border-line px-3 py-2 text-sm">{text}</blockquote>
          <div className="flex flex-wrap gap-2">
            <Button icon="copy" onClick={() => void copy()}>
              {m.newchat_copy_invitation()}
            </Button>
            {'share' in navigator && (
              <Button kind="quiet" onClick={share}>
                {m.newchat_share()}
              </Button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

function hint(registration: string | undefined): string {
  if (registration === 'closed') return m.newchat_unknown_closed();
  return registration === 'invite' ? m.newchat_unknown_invite() : m.newchat_unknown_text();
}
