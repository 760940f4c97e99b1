import { type KeyboardEvent, type RefObject, useState } from 'react';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { useAgents } from '../app/use-agents.ts';
import { useCanned } from './use-canned.ts';
import { entryReply, useSuggestions } from './use-suggestions.ts';

/** Something that is offered while one types. */
export interface Offer {
  readonly key: string;
  readonly title: string;
  readonly hint: string;
  /** What stands in the text instead of what was typed. */
  readonly text: string;
  /** Gives the text with what it names filled in; where that fails, `text` stands. */
  fill?(): Promise<string>;
}

/** What is offered now, and how it is chosen. */
export interface TypeAhead {
  readonly offers: readonly Offer[];
  readonly at: number;
  /** Reads what stands before the cursor. */
  look(box: HTMLTextAreaElement): void;
  /** True: the key was for the list. */
  onKeyDown(event: KeyboardEvent): boolean;
  choose(offer: Offer): void;
  close(): void;
  /** Says to a screen reader which line is chosen. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

/** Lines of the list. */
const MOST = 6;

interface Field {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly write: (text: string) => void;
}

/** `/word` offers canned replies and entries of the knowledge base in a reply, `@word` offers colleagues in a note. */
export function useTypeAhead(kind: 'reply' | 'note', conversation: ConversationDetail, field: Field): TypeAhead {
  const canned = useCanned(conversation);
  const entries = useSuggestions(conversation).data ?? [];
  const links = entries.map((one) => ({ key: one.entryId, title: one.title, hint: one.url, text: entryReply(one) }));
  const people = usePeople();
  return useOffers(kind === 'reply' ? '/' : '@', kind === 'reply' ? [...canned, ...links] : people, field);
}

/** `@word` offers colleagues in any note. */
export function useMentions(field: Field): TypeAhead {
  return useOffers('@', usePeople(), field);
}

function usePeople(): readonly Offer[] {
  const agents = useAgents().data?.items ?? [];
  return agents.map(({ id, name }) => ({ key: id, title: name, hint: `@${id}`, text: `@${id} ` }));
}

function useOffers(sign: '/' | '@', all: readonly Offer[], field: Field): TypeAhead {
  const [typed, setTyped] = useState<{ readonly from: number; readonly word: string } | null>(null);
  const [at, setAt] = useState(0);
  const fits = ({ title, hint, key }: Offer) => `${key} ${title} ${hint}`.toLowerCase().includes(typed?.word ?? '');
  const offers = typed === null ? [] : all.filter(fits).slice(0, MOST);
  const chosen = Math.min(at, offers.length - 1);
  const choose = async (offer: Offer) => {
    if (typed === null) return;
    setTyped(null);
    const text = (await offer.fill?.().catch(() => null)) ?? offer.text;
    // What was typed while the text was on its way stays.
    const now = field.box.current?.value ?? field.text;
    const before = now.slice(0, typed.from) + text;
    field.write(before + now.slice(typed.from + 1 + typed.word.length));
    // After the text has been drawn: the cursor goes behind what was put in.
    requestAnimationFrame(() => {
      field.box.current?.focus();
      field.box.current?.setSelectionRange(before.length, before.length);
    });
  };
  return {
    offers,
    at: chosen,
    choose: (offer) => void choose(offer),
    close: () => setTyped(null),
    look({ value, selectionEnd }) {
      const before = value.slice(0, selectionEnd);
      const word = /(?:^|\s)[@/]([\p{L}\d._-]{0,40})$/u.exec(before)?.[1];
      const from = before.length - (word?.length ?? 0) - 1;
      const isOurs = word !== undefined && before[from] === sign;
      setTyped(isOurs ? { from, word: word.toLowerCase() } : null);
      setAt(0);
    },
    onKeyDown(event) {
      const offer = offers[chosen];
      if (!offer) return false;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        const step = event.key === 'ArrowDown' ? 1 : -1;
        setAt((chosen + step + offers.length) % offers.length);
      } else if (event.key === 'Enter' || event.key === 'Tab') void choose(offer);
      else if (event.key === 'Escape') setTyped(null);
      else return false;
      event.preventDefault();
      return true;
    },
    attributes:
      offers.length === 0
        ? {}
        : {
            role: 'combobox',
            'aria-expanded': true,
            'aria-controls': 'type-ahead',
            'aria-activedescendant': `type-ahead-${chosen}`,
          },
  };
}
