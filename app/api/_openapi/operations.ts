import type { ROUTE_PERMISSIONS } from "@/app/api/v1/route-permissions";
import type { Method, Operation } from "./operation";
import { CERTIFICATE_OPERATIONS } from "./operations-of-certificates";
import { DOCTOR_OPERATIONS } from "./operations-of-doctor";
import { SERVER_OPERATIONS } from "./operations-of-servers";
import { SITE_CONFIG_OPERATIONS } from "./operations-of-site-configs";

/** Every route of the public API; one that is missing does not compile. */
export const OPERATIONS: Record<keyof typeof ROUTE_PERMISSIONS, Partial<Record<Method, Operation>>> = {
  ...CERTIFICATE_OPERATIONS,
  ...SERVER_OPERATIONS,
  ...DOCTOR_OPERATIONS,
  ...SITE_CONFIG_OPERATIONS,
};
