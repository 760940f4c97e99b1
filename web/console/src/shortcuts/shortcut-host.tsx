import { lazy, Suspense, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useSections } from '../app/use-sections.ts';
import { withTexts } from '../texts/catalogue.ts';
import { shortcuts } from './registry.ts';
import { useShortcut } from './use-shortcut.ts';

const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet.tsx')).HelpSheet }));
const Palette = lazy(async () => ({ default: (await withTexts(() => import('../palette/palette.tsx'))).Palette }));

/** Listens to the keyboard for the whole console: the help sheet, the palette, and the ways to the sections. */
export function ShortcutHost() {
  const [open, setOpen] = useState<'help' | 'palette' | null>(null);
  const sections = useSections();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => void shortcuts.press(event);
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  useShortcut('?', { text: 'keys.help', group: 'general' }, () => setOpen('help'));
  useShortcut('mod+k', { text: 'keys.palette', group: 'general' }, () => setOpen('palette'));
  return (
    <>
      {sections.map(({ path, text, key }) => key && <GoTo key={path} keys={`g ${key}`} path={path} text={text} />)}
      <Suspense>
        {open === 'help' && <HelpSheet close={() => setOpen(null)} />}
        {open === 'palette' && <Palette close={() => setOpen(null)} help={() => setOpen('help')} />}
      </Suspense>
    </>
  );
}

function GoTo({ keys, path, text }: { keys: string; path: string; text: string }) {
  const navigate = useNavigate();
  useShortcut(keys, { text, group: 'go' }, () => void navigate(path));
  return null;
}
