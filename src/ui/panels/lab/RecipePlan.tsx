import { useText, useWidth } from '#kit';
import type { RecipeId } from '../../../broker/recipes/recipe.ts';
import { type PlanStep, RECIPE_PLANS } from './recipePlan.ts';

/** px: the head with the names, each step, and the arrow's ends below a step's upper edge. */
const HEAD = 40;
const STEP = 42;
const BEGIN = 22;
const END = 30;
/** px from the edges to the lifelines. */
const ROOMY = { least: 400, left: 112, right: 48 } as const;
const TIGHT = { left: 24, right: 24 } as const;

/** The ladder of a recipe before it starts: dotted arrows, as for packets that are due. */
export function RecipePlan({ recipe, client }: { recipe: RecipeId; client: string }) {
  const { lab, handshakes } = useText();
  const [width, measure] = useWidth();
  const plan = RECIPE_PLANS[recipe];
  const { left, right } = width < ROOMY.least ? TIGHT : ROOMY;
  const lanes = { client: left, broker: Math.max(left + 160, width - right) };
  const height = HEAD + plan.length * STEP;
  return (
    <div ref={measure}>
      {/* The recipe's description has the same content. */}
      <svg
        width={Math.max(width, 1)}
        height={height}
        aria-hidden="true"
        className="block text-base"
      >
        <text
          x={left < ROOMY.left ? 8 : left}
          y={20}
          textAnchor={left < ROOMY.left ? 'start' : 'middle'}
          className={`fill-fg-2 font-semibold ${client === '' ? '' : 'font-mono'}`}
        >
          {client === '' ? handshakes.client : client}
        </text>
        <text x={width - 12} y={20} textAnchor="end" className="fill-fg-2 font-semibold">
          {handshakes.broker}
        </text>
        <path
          d={`M${lanes.client} ${HEAD - 8}V${height}M${lanes.broker} ${HEAD - 8}V${height}`}
          className="stroke-ctl"
        />
        {plan.map((step, at) => (
          // Steps have no identity but their place.
          <g key={at} transform={`translate(0 ${HEAD + at * STEP})`}>
            {'event' in step ? (
              <Event text={lab.plan.events[step.event]} lanes={lanes} />
            ) : (
              <Arrow step={step} lanes={lanes} lost={lab.plan.lost} />
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

interface Lanes {
  readonly client: number;
  readonly broker: number;
}

function Event({ text, lanes }: { text: string; lanes: Lanes }) {
  return (
    <>
      <rect
        x={lanes.client + 12}
        y={6}
        width={lanes.broker - lanes.client - 24}
        height={STEP - 14}
        rx={2}
        className="fill-warn-bg"
      />
      <text
        x={(lanes.client + lanes.broker) / 2}
        y={24}
        textAnchor="middle"
        className="fill-warn text-base"
      >
        {text}
      </text>
    </>
  );
}

interface ArrowProps {
  readonly step: Extract<PlanStep, { packet: string }>;
  readonly lanes: Lanes;
  readonly lost: string;
}

function Arrow({ step, lanes, lost }: ArrowProps) {
  const isOut = step.from === 'client';
  const sign = isOut ? 1 : -1;
  const from = (isOut ? lanes.client : lanes.broker) + 4 * sign;
  const whole = (isOut ? lanes.broker : lanes.client) - 4 * sign;
  const to = step.isLost ? from + (whole - from) * 0.45 : whole;
  const end = step.isLost ? BEGIN + 4 : END;
  return (
    <g className={isOut ? 'text-dir-out' : 'text-dir-in'}>
      <path
        d={`M${from} ${BEGIN}L${to} ${end}`}
        stroke="currentColor"
        strokeWidth="1.5"
        strokeDasharray="2 4"
      />
      {step.isLost ? (
        <path
          d={`M${to - 5} ${end - 5}l10 10m0 -10l-10 10`}
          className="stroke-warn"
          strokeWidth="2"
        />
      ) : (
        <path
          d={`M${to - 8 * sign} ${end - 5}l${8 * sign} 5l${-9 * sign} 3z`}
          fill="currentColor"
        />
      )}
      <text x={lanes.client + 16} y={16}>
        <tspan className="fill-fg">{step.packet}</tspan>
        {step.about !== undefined && <tspan className="fill-fg-2"> {step.about}</tspan>}
        {step.isLost && <tspan className="fill-warn"> {lost}</tspan>}
      </text>
    </g>
  );
}
