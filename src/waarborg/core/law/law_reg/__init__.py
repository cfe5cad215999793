"""What the interpreter @discipl/law-reg 0.7.3 answers, faults included: the semantics `law-reg-0.7.3`.

Made from recorded results, to show that two engines agree; a case of today is decided by the other rooms of `law`.
A model is plain JSON as it stands after parsing, with numbers as `Decimal`.
"""
