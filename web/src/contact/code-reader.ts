// Finds a QR code in what a camera shows: by the browser's own reader where there is one, else by ours, which is loaded then.

type Read = (frame: HTMLVideoElement) => Promise<string | undefined>;

interface BarcodeDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface BarcodeDetectorClass {
  new (options: { formats: string[] }): BarcodeDetector;
  getSupportedFormats(): Promise<string[]>;
}

/** More makes it slower, and a code that fills a third of the picture no easier to read. */
const MAX_SIDE = 720;

export async function createCodeReader(): Promise<Read> {
  return (await browserReader()) ?? ownReader();
}

async function browserReader(): Promise<Read | undefined> {
  const { BarcodeDetector } = globalThis as { BarcodeDetector?: BarcodeDetectorClass };
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (!BarcodeDetector || !formats.includes('qr_code')) return undefined;
  const detector = new BarcodeDetector({ formats: ['qr_code'] });
  // A frame that it stumbles over is one without a code.
  return async frame => (await detector.detect(frame).catch(() => []))[0]?.rawValue;
}

async function ownReader(): Promise<Read> {
  const { decodeQR } = await import('qr/decode.js');
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  return async frame => {
    const { videoWidth, videoHeight } = frame;
    const scale = Math.min(1, MAX_SIDE / Math.max(videoWidth, videoHeight));
    canvas.width = Math.round(videoWidth * scale);
    canvas.height = Math.round(videoHeight * scale);
    if (canvas.width === 0) return undefined;
    context.drawImage(frame, 0, 0, canvas.width, canvas.height);
    try {
      return decodeQR(context.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      // It throws where there is none.
      return undefined;
    }
  };
}
