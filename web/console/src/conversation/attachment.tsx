import { Anchor, Badge, Button, Text } from '@mantine/core';
import { IconEye, IconEyeOff, IconFile, IconFileText, IconPhoto } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Message } from '../../../shared/wire/conversation.ts';
import { useErrorText } from '../parts/error-text.ts';
import { useTexts } from '../texts/texts.tsx';
import { type FilePreview, previewKind, readPreview } from './file-preview.ts';

type File = Message['attachments'][number];

/** A file of a message: its name, what was done to it, a download, and on a click a look at it. */
export function Attachment({ file, conversationId }: { file: File; conversationId: string }) {
  const { t, locale } = useTexts();
  const errorText = useErrorText();
  const kind = previewKind(file);
  const [isOpen, setOpen] = useState(false);
  const href = `/api/conversations/${encodeURIComponent(conversationId)}/files/${encodeURIComponent(file.fileId)}`;
  const preview = useMutation({ mutationFn: () => readPreview(href, file), onSuccess: () => setOpen(true) });
  const Icon = kind === 'picture' ? IconPhoto : kind === 'text' ? IconFileText : IconFile;
  return (
    <div className="attachment">
      <Icon size={18} stroke={1.6} aria-hidden />
      <div className="min-0">
        <Anchor href={href} download size="sm" className="attachment-name">
          {file.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {sizeText(file.size, locale)}
        </Text>
        {file.review && file.review !== 'clean' && (
          <Badge color={file.review === 'redacted' ? 'yellow' : 'orange'} variant="light" size="sm">
            {t(`files.${file.review}`)}
          </Badge>
        )}
      </div>
      {kind && (
        <Button
          size="compact-xs"
          variant="subtle"
          loading={preview.isPending}
          leftSection={isOpen ? <IconEyeOff size={14} aria-hidden /> : <IconEye size={14} aria-hidden />}
          aria-expanded={isOpen}
          onClick={() => (isOpen ? setOpen(false) : preview.data ? setOpen(true) : preview.mutate())}
        >
          {t(isOpen ? 'files.hide' : 'files.look')}
        </Button>
      )}
      {preview.error && (
        <Text size="xs" c="red" role="alert">
          {errorText(preview.error)}
        </Text>
      )}
      {isOpen && preview.data && <Look preview={preview.data} name={file.name} />}
    </div>
  );
}

function Look({ preview, name }: { preview: FilePreview; name: string }) {
  if (preview.kind === 'picture') return <img src={preview.url} alt={name} className="attachment-picture" />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="attachment-text" tabIndex={0} aria-label={name}>
      {preview.text}
    </section>
  );
}

/** 1 536 → "1.5 kB". */
function sizeText(bytes: number, locale: string): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = (bytes / 1_000 ** power).toLocaleString(locale, { maximumFractionDigits: power === 0 ? 0 : 1 });
  return `${value} ${units[power]}`;
}
