import { type Connection, type Model, Schema } from 'mongoose';

/** Figures of a refit, on the standing evaluation. */
export interface GateFigures {
  readonly judged: number;
  readonly heldOut: number;
  readonly samples: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** A gate of the search that a refit made, or that a person brought back. Append-only; the newest live one serves. */
export interface GateVersionDoc {
  /** Organisation and version, joined by `:`. */
  _id: string;
  org: string;
  version: number;
  at: Date;
  /** Weights and thresholds, as the search reads them. */
  model: unknown;
  isLive: boolean;
  /** `better`: took over; `loses`: was refused; `rollback`: brought back by a person. */
  reason: 'better' | 'loses' | 'rollback';
  figures: GateFigures | null;
}

/** Defines the collection `gate_versions`. */
export function defineGateVersions(connection: Connection): Model<GateVersionDoc> {
  const schema = new Schema<GateVersionDoc>(
    {
      _id: { type: String, required: true },
      org: { type: String, required: true },
      version: { type: Number, required: true },
      at: { type: Date, required: true },
      model: { type: Schema.Types.Mixed, required: true },
      isLive: { type: Boolean, required: true },
      reason: { type: String, required: true },
      figures: { type: Schema.Types.Mixed, default: null },
    },
    { versionKey: false, minimize: false, strict: 'throw' },
  );
  schema.index({ org: 1, version: 1 }, { unique: true, name: 'org_version' });
  return connection.model<GateVersionDoc>('gate_versions', schema, 'gate_versions');
}
