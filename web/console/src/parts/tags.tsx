import { ActionIcon, Badge, Group, TagsInput } from '@mantine/core';
import { IconTag, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../texts/texts.tsx';

/** Words that the desk puts on something: shown, taken off, and put on with what is used already to choose from. */
export function Tags(props: {
  tags: readonly string[];
  known: readonly string[];
  mayChange: boolean;
  change: (by: { add: string[]; remove: string[] }) => void;
}) {
  const { t } = useTexts();
  const { tags, known, mayChange, change } = props;
  const [isAdding, setAdding] = useState(false);
  if (isAdding) {
    return (
      <TagsInput
        size="xs"
        autoFocus
        aria-label={t('conversation.tagsHint')}
        placeholder={t('conversation.tagsHint')}
        data={[...new Set(known)]}
        value={[...tags]}
        onChange={(next) =>
          change({
            add: next.filter((tag) => !tags.includes(tag)),
            remove: tags.filter((tag) => !next.includes(tag)),
          })
        }
        onBlur={() => setAdding(false)}
        maxTags={20}
      />
    );
  }
  return (
    <Group gap={5}>
      {tags.map((tag) => (
        <Badge
          key={tag}
          variant="default"
          size="sm"
          rightSection={
            mayChange && (
              <ActionIcon
                size={14}
                variant="transparent"
                c="dimmed"
                aria-label={t('conversation.tagRemove', { tag })}
                onClick={() => change({ add: [], remove: [tag] })}
              >
                <IconX size={11} />
              </ActionIcon>
            )
          }
        >
          {tag}
        </Badge>
      ))}
      {mayChange && (
        <ActionIcon
          size="sm"
          variant="subtle"
          color="gray"
          aria-label={t('conversation.tagsHint')}
          onClick={() => setAdding(true)}
        >
          <IconTag size={15} />
        </ActionIcon>
      )}
    </Group>
  );
}
