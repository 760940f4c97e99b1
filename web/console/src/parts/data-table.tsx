import { Anchor, Table, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useTexts } from '../texts/texts.tsx';

/** One column of a table; on a phone each row is a card and the column a line of it. */
export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** Heading of the card, and what carries the link to the row. Exactly one column. */
  readonly isTitle?: boolean;
  readonly isNumber?: boolean;
  readonly isHiddenOnPhone?: boolean;
  /** Whether clicking the header sorts by it. */
  readonly isSortable?: boolean;
}

/** How a table is sorted. */
export interface Sorting {
  readonly key: string;
  readonly isDown: boolean;
}

/** A table with a header that stays, rows that arrows walk and Enter opens, and cards in its place on a phone. */
export function DataTable<Row>(props: {
  /** What the table shows, for who cannot see it. */
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** Address of a row's own page. */
  linkOf?: (row: Row) => string;
  sorting?: Sorting | null;
  sort?: (sorting: Sorting) => void;
}) {
  const { label, rows, columns, rowKey, linkOf } = props;
  const [at, setAt] = useState(0);
  return (
    <div className="data-table-scroll">
      <Table
        highlightOnHover={linkOf !== undefined}
        verticalSpacing="sm"
        stickyHeader
        className="data-table"
        aria-label={label}
      >
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={props.sorting ?? null} sort={props.sort} />
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, place) => (
            <DataRow
              key={rowKey(row)}
              row={row}
              columns={columns}
              link={linkOf?.(row) ?? null}
              isStop={place === Math.min(at, rows.length - 1)}
              arrive={() => setAt(place)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sorting: Sorting | null;
  sort: ((sorting: Sorting) => void) | undefined;
}) {
  const { t } = useTexts();
  const { column, sorting, sort } = props;
  const isMine = sorting?.key === column.key;
  const Arrow = isMine ? (sorting.isDown ? IconArrowDown : IconArrowUp) : IconArrowsSort;
  return (
    <Table.Th
      data-number={column.isNumber || undefined}
      aria-sort={isMine ? (sorting.isDown ? 'descending' : 'ascending') : undefined}
    >
      {sort && column.isSortable ? (
        <UnstyledButton
          className="sort-button"
          aria-label={t('table.sortBy', { column: column.header })}
          onClick={() => sort({ key: column.key, isDown: isMine ? !sorting.isDown : true })}
        >
          {column.header} <Arrow size={14} aria-hidden />
        </UnstyledButton>
      ) : (
        column.header
      )}
    </Table.Th>
  );
}

function DataRow<Row>(props: {
  row: Row;
  columns: readonly Column<Row>[];
  link: string | null;
  isStop: boolean;
  arrive: () => void;
}) {
  const navigate = useNavigate();
  const { row, columns, link, isStop, arrive } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>) => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && link !== null) return void navigate(link);
    const next = event.key === 'ArrowDown' ? 'nextElementSibling' : 'previousElementSibling';
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    (event.currentTarget[next] as HTMLElement | null)?.focus();
  };
  return (
    <Table.Tr tabIndex={isStop ? 0 : -1} onFocus={arrive} onKeyDown={onKeyDown}>
      {columns.map((column) => (
        <Table.Td
          key={column.key}
          data-label={column.header}
          data-title={column.isTitle || undefined}
          data-number={column.isNumber || undefined}
          data-phone={column.isHiddenOnPhone ? 'hidden' : undefined}
        >
          {column.isTitle && link !== null ? (
            <Anchor component={Link} to={link} c="inherit" fw={600}>
              {column.cell(row)}
            </Anchor>
          ) : (
            column.cell(row)
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}
