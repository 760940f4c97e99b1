import { Tooltip } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';

/** The marks that the redactor leaves in a text, and what each says. */
const kinds: Readonly<Record<string, string>> = {
  '[contraseña eliminada]': 'password',
  '[IP eliminada]': 'ip',
  '[MAC eliminada]': 'mac',
  '[secreto eliminado]': 'secret',
  '[mensaje retenido]': 'held',
};
const marks = /(\[(?:contraseña eliminada|IP eliminada|MAC eliminada|secreto eliminado|mensaje retenido)\])/;

/** A text with the redactor's marks made visible; each says on hover or focus what it stands for. */
export function MarkedText({ text }: { text: string }) {
  if (!text.includes('[')) return text;
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
  return text.split(marks).map((part, place) => (place % 2 === 1 ? <Mark key={place} mark={part} /> : part));
}

function Mark({ mark }: { mark: string }) {
  const { t } = useTexts();
  return (
    <Tooltip
      label={t(`marks.${kinds[mark] ?? 'secret'}`)}
      multiline
      maw={300}
      portalProps={{ target: '#content' }}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className="redaction-mark">
        {mark}
      </button>
    </Tooltip>
  );
}
