import type { z } from 'zod';
import type { CompanyView, DesignationView, RequesterView, RosterImport } from '../../contracts/requester-desk.ts';
import type { companyView, designationView, importReport, requesterBody } from './schema.ts';

/** A person of the list as JSON. */
export function presentRequester(person: RequesterView): z.input<typeof requesterBody> {
  const { organisation: _organisation, fields, ...rest } = person;
  return {
    ...rest,
    fields: { ...fields },
    createdAt: person.createdAt.toISOString(),
    validatedAt: person.validatedAt?.toISOString() ?? null,
    reviewDueAt: person.reviewDueAt?.toISOString() ?? null,
    invitedAt: person.invitedAt?.toISOString() ?? null,
  };
}

/** A company as JSON. */
export function presentCompany(company: CompanyView): z.input<typeof companyView> {
  const { organisation: _organisation, aliases, director, partner, ...rest } = company;
  return { ...rest, aliases: [...aliases], director: director && { ...director }, partner: partner && { ...partner } };
}

/** A designation as JSON. */
export function presentDesignation(designation: DesignationView): z.input<typeof designationView> {
  const { organisation: _organisation, people, form, filedBy, ...rest } = designation;
  return {
    ...rest,
    ...{ form: { ...form }, filedBy: { ...filedBy } },
    people: people.map((person) => ({ ...person, fields: { ...person.fields } })),
    filedAt: designation.filedAt.toISOString(),
    decidedAt: designation.decidedAt?.toISOString() ?? null,
  };
}

/** An import's report as JSON. */
export function presentImport(report: RosterImport): z.input<typeof importReport> {
  return { ...report, problems: report.problems.map((problem) => ({ ...problem })) };
}
