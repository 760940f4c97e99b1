import { Group, Select, Stack, TagsInput, Textarea, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import '@mantine/dates/styles.css';
import type { EntryContent } from '../../../shared/wire.ts';
import { useTexts } from '../texts/texts.tsx';
import { useModules } from './use-modules.ts';

const types = ['solucion', 'video_folleto', 'caso_de_uso', 'material_de_venta', 'recomendacion'] as const;
const salesKinds = ['descripcion_de_modulo', 'beneficio_comercial', 'caso_de_exito', 'landing_o_video'] as const;
const MAX_EXAMPLES = 20;

interface FormProps {
  readonly content: EntryContent;
  readonly change: (part: Partial<EntryContent>) => void;
  readonly isReadOnly: boolean;
}

/** The fields of an entry (EXS-37, EXS-38). */
export function EntryForm({ content, change, isReadOnly }: FormProps) {
  const { t } = useTexts();
  return (
    <Stack component="section" aria-label={t('knowledge.entry')}>
      <TextInput
        label={t('knowledge.entryTitle')}
        description={t('knowledge.hint.title')}
        value={content.title}
        maxLength={160}
        required
        readOnly={isReadOnly}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <TextInput
        label={t('knowledge.url')}
        description={t('knowledge.hint.url')}
        placeholder="https://"
        type="url"
        value={content.url ?? ''}
        maxLength={500}
        readOnly={isReadOnly}
        onChange={(event) => change({ url: event.currentTarget.value.trim() || null })}
      />
      <Textarea
        label={t('knowledge.summary')}
        description={t('knowledge.hint.summary')}
        value={content.summary}
        maxLength={1_000}
        autosize
        minRows={2}
        readOnly={isReadOnly}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      <TagsInput
        label={t('knowledge.examples')}
        description={t('knowledge.hint.examples')}
        value={content.examples}
        maxTags={MAX_EXAMPLES}
        splitChars={['\n']}
        readOnly={isReadOnly}
        onChange={(examples) => change({ examples })}
      />
      <Kind content={content} change={change} isReadOnly={isReadOnly} />
      <Textarea
        label={t('knowledge.body')}
        description={t('knowledge.hint.body')}
        value={content.body}
        maxLength={20_000}
        autosize
        minRows={3}
        maxRows={16}
        readOnly={isReadOnly}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      <Group grow align="flex-start">
        <TagsInput
          label={t('knowledge.tags')}
          value={content.tags}
          maxTags={20}
          readOnly={isReadOnly}
          onChange={(tags) => change({ tags })}
        />
        <DateInput
          label={t('knowledge.reviewOn')}
          valueFormat="DD/MM/YYYY"
          value={content.reviewOn}
          clearable
          clearButtonProps={{ 'aria-label': t('knowledge.clearDate') }}
          readOnly={isReadOnly}
          onChange={(reviewOn) => change({ reviewOn })}
        />
      </Group>
    </Stack>
  );
}

function Kind({ content, change, isReadOnly }: FormProps) {
  const { t } = useTexts();
  const modules = useModules();
  return (
    <Group grow align="flex-start" preventGrowOverflow={false} className="entry-kind">
      <Select
        label={t('knowledge.type')}
        data={types.map((type) => ({ value: type, label: t(`knowledge.types.${type}`) }))}
        value={content.type}
        allowDeselect={false}
        readOnly={isReadOnly}
        onChange={(type) => type && change({ type: type as EntryContent['type'] })}
      />
      <Select
        label={t('knowledge.audience')}
        data={(['support', 'sales'] as const).map((value) => ({ value, label: t(`knowledge.audiences.${value}`) }))}
        value={content.audience}
        allowDeselect={false}
        readOnly={isReadOnly}
        onChange={(value) => {
          const audience = value === 'sales' ? 'sales' : 'support';
          change({ audience, ...(audience === 'support' ? { salesKind: null } : {}) });
        }}
      />
      {content.audience === 'sales' && (
        <Select
          label={t('knowledge.salesKind')}
          data={salesKinds.map((kind) => ({ value: kind, label: t(`knowledge.salesKinds.${kind}`) }))}
          value={content.salesKind}
          readOnly={isReadOnly}
          onChange={(kind) => change({ salesKind: kind as EntryContent['salesKind'] })}
        />
      )}
      {modules.length > 0 && (
        <Select
          label={t('knowledge.module')}
          placeholder={t('none')}
          data={[...modules]}
          value={content.module}
          clearable
          searchable
          readOnly={isReadOnly}
          onChange={(module) => change({ module })}
        />
      )}
    </Group>
  );
}
