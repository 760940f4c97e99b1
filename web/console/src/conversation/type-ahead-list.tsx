import { Text } from '@mantine/core';
import { useTexts } from '../texts/texts.tsx';
import type { TypeAhead } from './use-type-ahead.ts';

/** What fits the word that is being typed, above the field. */
export function TypeAheadList({ typeAhead }: { typeAhead: TypeAhead }) {
  const { t } = useTexts();
  const { offers, at, choose } = typeAhead;
  if (offers.length === 0) return null;
  return (
    <div id="type-ahead" role="listbox" className="type-ahead" aria-label={t('conversation.offers')}>
      {offers.map((offer, place) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field below has the keyboard
        <div
          key={offer.key}
          id={`type-ahead-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === at}
          className="type-ahead-item"
          // Before the field loses the focus and the list goes away.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => choose(offer)}
        >
          <Text span size="sm" fw={600}>
            {offer.title}
          </Text>
          <Text span size="xs" c="dimmed" truncate>
            {offer.hint}
          </Text>
        </div>
      ))}
    </div>
  );
}
