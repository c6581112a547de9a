// Two short soft tones, made here: no file to load, the same on every machine.
let audio: AudioContext | undefined;

const TONES = [
  { hertz: 587.33, atSeconds: 0 },
  { hertz: 880, atSeconds: 0.11 },
];
const TONE_SECONDS = 0.32;
const LOUDNESS = 0.12;
const WAIT_MS = 300;

/** False: the browser lets this page make no sound, as before it has been touched. */
export async function playSound(): Promise<boolean> {
  if (navigator.userActivation?.hasBeenActive === false) return false;
  audio ??= new AudioContext();
  if (audio.state !== 'running') await Promise.race([audio.resume(), new Promise(end => setTimeout(end, WAIT_MS))]);
  if (audio.state !== 'running') return false;
  for (const { hertz, atSeconds } of TONES) playTone(audio, hertz, audio.currentTime + atSeconds);
  return true;
}

function playTone(context: AudioContext, hertz: number, at: number): void {
  const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(LOUDNESS, at + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, at + TONE_SECONDS);
  tone.connect(gain).connect(context.destination);
  tone.start(at);
  tone.stop(at + TONE_SECONDS);
}
