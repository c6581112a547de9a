// Where an invite link leads: what the group is, and the way in. The secret in the address never leaves the browser.
import type { GroupPreview } from '@parley/client';
import { type ReactNode, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import { chatName } from '../state/chats.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { useObjectUrl } from '../ui/object-url.ts';
import { Spinner } from '../ui/spinner.tsx';

/** Fills the main column. */
export function JoinGroup(): ReactNode {
  const link = useLink();
  const [preview, setPreview] = useState<GroupPreview>();
  const [error, setError] = useState<unknown>();
  const [times, setTimes] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when told to
  useEffect(() => {
    let over = false;
    setError(undefined);
    engine.previewInvite(link).then(
      found => over || setPreview(found),
      failure => over || setError(failure),
    );
    return () => {
      over = true;
    };
  }, [link, times]);
  return (
    <section className="m-auto flex w-full max-w-md flex-col items-center gap-5 overflow-y-auto p-6 text-center">
      <h1 className="font-semibold text-xl">{m.groups_join_title()}</h1>
      {preview && <Invited link={link} preview={preview} />}
      {error !== undefined && <Failed error={error} onAgain={() => setTimes(count => count + 1)} />}
      {!preview && error === undefined && <Spinner size={32} />}
      <Button kind="quiet" onClick={() => navigate(paths.chats, { replace: true })}>
        {m.groups_join_to_chats()}
      </Button>
    </section>
  );
}

/** The whole address, with what is never sent. */
function useLink(): string {
  const [link, setLink] = useState(location.href);
  useEffect(() => {
    const look = (): void => setLink(location.href);
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);
  return link;
}

interface InvitedProps {
  readonly link: string;
  readonly preview: GroupPreview;
}

function Invited({ link, preview }: InvitedProps): ReactNode {
  const { id, description, icon, members, approval, isMember } = preview;
  const name = chatName(preview);
  const src = useObjectUrl(icon);
  const { busy, asked, error, join } = useJoin(link);
  return (
    <>
      <Avatar id={id} name={name} src={src} size={112} />
      <div className="flex max-w-full flex-col gap-1">
        <h2 className="break-words font-semibold text-2xl">
          <bdi>{name}</bdi>
        </h2>
        <p className="text-ink-soft">{m.groups_members({ count: members })}</p>
        {description && (
          <p dir="auto" className="whitespace-pre-wrap pt-2 [overflow-wrap:anywhere]">
            {description}
          </p>
        )}
      </div>
      {error !== undefined && <Failed error={error} />}
      {asked && (
        <div role="status">
          <Note icon="clock">{m.groups_join_asked()}</Note>
        </div>
      )}
      {isMember && (
        <Button kind="primary" onClick={() => navigate(paths.chat(id), { replace: true })}>
          {m.groups_join_open()}
        </Button>
      )}
      {!isMember && !asked && (
        <>
          <p className="text-pretty text-ink-soft">
            {m.groups_join_text()} {approval && m.groups_join_approval()}
          </p>
          <Button kind="primary" busy={busy} onClick={() => void join()}>
            {approval ? m.groups_join_ask() : m.groups_join()}
          </Button>
        </>
      )}
    </>
  );
}

function useJoin(link: string) {
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [error, setError] = useState<unknown>();
  const join = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const { id, state } = await engine.joinGroup(link);
      if (state === 'joined') navigate(paths.chat(id), { replace: true });
      else setAsked(true);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, asked, error, join };
}

function Failed({ error, onAgain }: { readonly error: unknown; readonly onAgain?: () => void }): ReactNode {
  // A link that is not valid does not become so.
  const { code } = error as { readonly code?: unknown };
  const final = code === 'invite_not_found' || code === 'bad_link';
  return (
    <div role="alert" className="flex flex-col items-center gap-3 text-start">
      <Note icon="warning" kind="warning">
        {errorText(error)}
      </Note>
      {onAgain && !final && (
        <Button icon="retry" onClick={onAgain}>
          {m.contact_try_again()}
        </Button>
      )}
    </div>
  );
}
