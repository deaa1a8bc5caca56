"""Who sells Chinese accelerators, and as which families of chips.

Huawei’s chips are families of their own, as they differ in dies and memory; other designers have one family each with
memory of HBM and one without.
"""

HUAWEI = "huawei"
OTHERS = ("t-head", "kunlunxin", "cambricon", "hygon", "enflame", "metax", "moore-threads", "rest")
VENDORS = (HUAWEI, *OTHERS)
HUAWEI_FAMILIES = ("910b", "910c", "950pr", "950dt")
FAMILIES = (*HUAWEI_FAMILIES, *OTHERS)
