import encodeQR from 'qr';
import { type ReactNode, useMemo } from 'react';

interface QrCodeProps {
  readonly text: string;
  readonly label: string;
}

/** What the standard asks for around a code. */
const QUIET_MODULES = 4;

/** Dark on white in every theme: not every scanner reads the other way round. */
export function QrCode({ text, label }: QrCodeProps): ReactNode {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="mx-auto w-full max-w-60 rounded-lg bg-white"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}

function drawn(text: string): { readonly size: number; readonly path: string } {
  const rows = encodeQR(text, 'raw', { border: QUIET_MODULES });
  const squares = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : [])));
  return { size: rows.length, path: squares.join('') };
}
