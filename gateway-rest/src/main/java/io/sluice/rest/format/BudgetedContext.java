package io.sluice.rest.format;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;

/** A check of one value; every keyword that is looked at, and every finding, takes a step from a budget. */
final class BudgetedContext extends ExecutionContext {
    private final Budget budget;

    BudgetedContext(Budget budget) {
        this.budget = budget;
    }

    @Override
    public void evaluationPathAddLast(String segment) {
        budget.spend();
        super.evaluationPathAddLast(segment);
    }

    @Override
    public void addError(Error error) {
        budget.count();
        super.addError(error);
    }
}
