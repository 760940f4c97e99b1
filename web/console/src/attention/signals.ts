import { preferences } from '../app/preferences.ts';

let sounds: AudioContext | null = null;

/** Two short tones, if they are wanted. Before the first click on the page browsers allow no sound. */
export function chime(): void {
  if (!preferences().sound || !navigator.userActivation?.hasBeenActive) return;
  sounds ??= new AudioContext();
  const { currentTime: now, destination } = sounds;
  for (const [place, pitch] of [660, 880].entries()) {
    const tone = sounds.createOscillator();
    const volume = sounds.createGain();
    const from = now + place * 0.12;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.0001, from);
    volume.gain.exponentialRampToValueAtTime(0.12, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.16);
    tone.connect(volume).connect(destination);
    tone.start(from);
    tone.stop(from + 0.18);
  }
}

/** Whether the browser shows notices for us: allowed, refused for good, not asked yet, or not known here. */
export function noticePermission(): NotificationPermission | 'missing' {
  return 'Notification' in window ? Notification.permission : 'missing';
}

/** Asks the browser, on a click. True: notices will be shown. */
export async function askForNotices(): Promise<boolean> {
  return 'Notification' in window && (await Notification.requestPermission()) === 'granted';
}

/**
 * A notice of the browser while the console is in the background. It stands on screens that others may see, so it says
 * what happened and never a customer's words or name.
 */
export function browserNotice(about: { tag: string; title: string; body: string; open: () => void }): void {
  const { tag, title, body, open } = about;
  if (!preferences().notices || !document.hidden || noticePermission() !== 'granted') return;
  const notice = new Notification(title, { body, tag });
  notice.onclick = () => {
    window.focus();
    open();
    notice.close();
  };
}

/** The figure in the tab's title and a dot on its picture. */
export function markTab(title: string, count: number): void {
  document.title = count > 0 ? `(${count > 99 ? '99+' : count}) ${title}` : title;
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  link.dataset.plain ??= link.href;
  if (count === 0) link.href = link.dataset.plain;
  else
    void dotted(link.dataset.plain).then((href) => document.title.startsWith('(') && link.setAttribute('href', href));
}

const SIDE = 64;

async function dotted(plain: string): Promise<string> {
  const picture = new Image();
  picture.src = plain;
  await picture.decode().catch(() => undefined);
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) return plain;
  pen.drawImage(picture, 0, 0, SIDE, SIDE);
  pen.beginPath();
  pen.arc(SIDE * 0.76, SIDE * 0.24, SIDE * 0.22, 0, 2 * Math.PI);
  pen.fillStyle = '#e03131';
  pen.fill();
  return canvas.toDataURL('image/png');
}
