import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { showToast } from '../state/toasts.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface CopyButtonProps {
  readonly text: string;
  readonly label: string;
  /** Said once it is copied. */
  readonly done: string;
}

const TICK_MS = 1_500;

export function CopyButton({ text, label, done }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), TICK_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    if (!(await copyText(text))) return;
    setCopied(true);
    showToast(done);
  };
  return <IconButton icon={copied ? 'check' : 'copy'} label={label} onClick={() => void copy()} />;
}

/** False: the browser did not let us, and the person has been told. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not there without HTTPS, or not allowed.
    showToast(m.contact_not_copied());
    return false;
  }
}
