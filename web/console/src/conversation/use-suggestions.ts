import { useQuery } from '@tanstack/react-query';
import type { ConversationDetail } from '../../../shared/wire/conversation.ts';
import { api } from '../app/api.ts';
import { useMay } from '../session/use-me.ts';

/** An entry that may answer what the person said. */
export interface SuggestedEntry {
  readonly entryId: string;
  readonly title: string;
  readonly url: string;
}

/** Characters of what the person said that are asked with. */
const LONGEST = 600;

/** What the knowledge base has for the person's last words; asked again when they say more. */
export function useSuggestions({ mode, transcript }: ConversationDetail) {
  const may = useMay('knowledge.read');
  const question = lastWords(transcript);
  return useQuery({
    queryKey: ['suggestions', question],
    queryFn: ({ signal }) => search(question, signal),
    enabled: may && mode !== 'closed' && question.length >= 3,
    staleTime: 300_000,
    placeholderData: (before) => before,
  });
}

/** In the body, so that no log of addresses keeps what somebody asked. */
async function search(question: string, _signal: AbortSignal): Promise<readonly SuggestedEntry[]> {
  const { links } = await api.send<{ links: SuggestedEntry[] }>('POST', '/api/knowledge/search', { question });
  return links.slice(0, 5);
}

/** What the person said since anybody answered, or their last message. */
function lastWords(transcript: ConversationDetail['transcript']): string {
  const spoken = transcript.filter(({ speaker, text }) => speaker !== 'system' && text !== '');
  const answer = spoken.findLastIndex(({ speaker }) => speaker !== 'user');
  const since = spoken.slice(answer + 1);
  const said = since.length > 0 ? since : spoken.filter(({ speaker }) => speaker === 'user').slice(-1);
  return said
    .map(({ text }) => text)
    .join('\n')
    .slice(-LONGEST)
    .trim();
}

/** An entry as a reply: its name and its link. */
export function entryReply({ title, url }: SuggestedEntry): string {
  return `${title}\n${url}`;
}
